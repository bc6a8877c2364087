import { z } from 'zod';

const setting = z.object({
  setting: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
});

/** `GET /admin/site_settings.json`: every value as a text. */
export function readSettings(json: unknown): ReadonlyMap<string, string> {
  const { site_settings } = z.object({ site_settings: z.array(z.unknown()) }).parse(json);
  const read = site_settings.flatMap((one) => {
    const { data } = setting.safeParse(one);
    return data ? [[data.setting, String(data.value ?? '')] as const] : [];
  });
  return new Map(read);
}

/** What the forum says of a call that it refused; null where it says nothing. */
export function readSentences(json: unknown): string | null {
  const read = z
    .object({ errors: z.array(z.string()).nullish(), message: z.string().nullish() })
    .safeParse(json);
  const sentences = read.data?.errors?.join(' ') ?? read.data?.message ?? '';
  return sentences.trim() === '' ? null : sentences.trim();
}
