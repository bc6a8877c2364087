import type { FastifyInstance } from 'fastify';
import type { DemoForum } from '../demo-forum.ts';
export interface PageOptions { samples?: readonly {title:string;raw:string}[]; dashboardUrl?: string }
export function addPages(_a: FastifyInstance, _f: DemoForum, _o: PageOptions): void {}
