import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { configFor } from '../config-for.ts';
import { previewGuide, previewWays, wordingsOf } from '../../engine/render/preview-guide.ts';
import type { Preview } from '../../engine/render/preview-guide.ts';
import { resourceId } from '../../model/ids.ts';
import { didYouMean } from '../../rulebook/reading/did-you-mean.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import { situations } from '../../rulebook/resources/resource.ts';
import type { Resource } from '../../rulebook/resources/resource.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { previewPage } from '../../runtime/preview-page.ts';
import { CommandError } from '../command-error.ts';
import { printGuide, printPreview } from '../print-preview.ts';
import { readRulesIn } from '../read-rules-in.ts';

interface Options {
  rules?: string;
  as?: string;
  locale?: string;
  situation?: string;
  html?: string;
}

/** `waypost preview <resource>`: what members would see, as reply, message and card, in each language and wording. No server. */
export function definePreview(command: Command): void {
  command
    .argument('<resource>', 'id of the guide: the name of its file without .md')
    .option('--as <way>', `${previewWays.join(', ')}; all of them unless named`)
    .option('--locale <locale>', 'a language of the guide; all of them unless named')
    .option('--situation <mood>', `${situations.join(', ')}; every wording unless named`)
    .option('--html <file>', 'write a page for the browser instead')
    .option('--rules <folder>', 'the rules folder; RULES_PATH, or rules, unless named')
    .action(async (id: string, options: Options) => {
      const rulebook = await readRulesIn(options.rules ?? configFor(command).rulesPath);
      const resource = resourceNamed(rulebook, id);
      const previews = previewsOf(rulebook, resource, options);
      if (options.html === undefined) {
        process.stdout.write(
          `${printGuide(rulebook, resource)}\n\n${previews.map(printPreview).join('\n\n')}\n`,
        );
        return;
      }
      await writeFile(options.html, await previewPage(resource.title, previews));
      process.stdout.write(`Wrote ${options.html}: ${previews.length} previews.\n`);
    });
}

function resourceNamed(rulebook: Rulebook, id: string): Resource {
  const resource = findResource(rulebook, resourceId(id));
  if (resource !== undefined) return resource;
  const known = [...rulebook.resources.keys()].map(String);
  throw new CommandError(`there is no guide "${id}"${didYouMean(id, known)}; known: ${known.join(', ')}`);
}

function previewsOf(rulebook: Rulebook, resource: Resource, options: Options): Preview[] {
  const ways = previewWays.filter((way) => options.as === undefined || options.as === way);
  if (ways.length === 0) throw new CommandError(`--as ${options.as}: expected ${previewWays.join(', ')}`);
  if (options.situation !== undefined && !situations.some((one) => one === options.situation))
    throw new CommandError(`--situation ${options.situation}: expected ${situations.join(', ')}`);
  const wordings = wordingsOf(resource);
  const chosen = wordings.filter(
    ({ locale, situation }) =>
      (options.locale === undefined || options.locale === locale) &&
      (options.situation === undefined || options.situation === situation),
  );
  if (chosen.length > 0)
    return chosen.flatMap((wording) =>
      ways.map((as) => previewGuide(rulebook, resource, { as, ...wording })),
    );
  const has = wordings.map(({ locale, situation }) =>
    situation === null ? locale : `${situation} in ${locale}`,
  );
  throw new CommandError(`"${resource.id}" has no such wording; it has: ${has.join(', ')}`);
}
