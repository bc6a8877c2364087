#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything else is read: what is read is kept compiled, so that checking while one writes is quick. Without a place to keep it all works the same.
enableCompileCache();
const { letReadersLeave } = await import('./let-readers-leave.ts');
letReadersLeave([process.stdout, process.stderr]);
const { runProgram } = await import('./run-program.ts');
const code = await runProgram();
if (code !== 0) process.exitCode = code;
