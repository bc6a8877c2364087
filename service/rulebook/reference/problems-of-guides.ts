import type { ProblemText } from './problem-text.ts';

/** A guide in order but for these lines of its front matter, or this body. */
function guide(front: string, body = 'Open the menu and choose Export.'): string {
  return `---\ntitle: Exporting a model\nowner: ana\n${front === '' ? '' : `${front}\n`}---\n\n${body}\n`;
}
const one = (front: string, body?: string) => ({ files: { 'resources/x.md': guide(front, body) } });

/** Faults of guides. */
export const problemsOfGuides = {
  avoided_words: {
    means: 'The guide uses words that `site.yml` lists under `avoid`; the message says why they are there.',
    mend: 'Say it in other words.',
    example: {
      files: {
        'site.yml': 'avoid: [{ words: [simply], because: it makes people feel slow }]',
        'resources/x.md': guide('', 'Simply open the menu.'),
      },
    },
  },
  duplicate_resource: {
    means: 'Two files are the same guide in the same language.',
    mend: 'Keep one of them. A guide without a language in its name is in the language of the site.',
    example: { files: { 'resources/x.md': guide(''), 'resources/x.en.md': guide('') } },
  },
  empty_body: {
    means: 'There is no text below the front matter.',
    mend: 'Write it, or take the file out.',
    example: { files: { 'resources/x.md': '---\ntitle: Exporting\nowner: ana\n---\n' } },
  },
  forms_differ: {
    means: 'A language or wording of a guide names another form than the guide itself.',
    mend: 'Leave `form` out there; it is said once.',
    example: { files: { 'resources/x.md': guide(''), 'resources/x.praise.md': guide('form: steps') } },
  },
  hard_to_read: {
    means:
      'Warning. The text is hard by a published formula: Flesch for English, Amstad for German. Other languages are not measured.',
    mend: 'Shorter sentences, shorter words.',
    example: one(
      '',
      'Organisational interoperability considerations necessitate comprehensive documentation of configuration prerequisites and environmental characteristics, notwithstanding individual circumstances, and additionally require authorised representatives to communicate corresponding implementation specifications, architectural recommendations, operational responsibilities and organisational dependencies.',
    ),
  },
  key_of_another_form: {
    means: 'The key belongs to another form of guide.',
    mend: 'Take it out, or change `form`.',
    example: one('length: 3m'),
  },
  key_of_the_guide: {
    means: 'The key is said once for all languages and wordings.',
    mend: 'Move it into the file without a language in its name.',
    example: { files: { 'resources/x.md': guide(''), 'resources/x.praise.md': guide('supersedes: old') } },
  },
  language_missing: {
    means:
      'Warning. A guide is not in one of the languages that `site.yml` lists, so members who read that language get it in the language of the site. A language that few guides speak is told once, at `site.yml`; so is one that `voice` lacks.',
    mend: 'Write the guide in that language too, as `<id>.<language>.md`, or take the language out of `languages`. Give `voice` a text for each language.',
    example: {
      files: {
        'site.yml': 'languages: [en, de]',
        'resources/x.md': guide(''),
      },
    },
  },
  language_not_spoken: {
    means: 'Warning. The guide is there in a language that the site does not offer.',
    mend: 'Add it to `languages` in `site.yml`.',
    example: { files: { 'resources/x.md': guide(''), 'resources/x.fr.md': guide('') } },
  },
  mention: {
    means: 'The text mentions a member or a group, who would be notified each time it is sent.',
    mend: 'Write the name without `@`.',
    example: one('', 'Ask @moderators.'),
  },
  misplaced_slot: {
    means: 'A slot stands in code, a link or a tag, where what members write cannot be made safe.',
    mend: 'Move it into the running text.',
    example: one('', 'See [your page](/u/{{member}}).'),
  },
  no_base: {
    means: 'A language or wording is there without the guide itself.',
    mend: 'Add `<id>.md`, or for a wording the plain file in its language.',
    example: { files: { 'resources/x.frustrated.md': guide('') } },
  },
  no_front_matter: {
    means: 'A guide begins with its front matter between two lines `---`.',
    mend: 'Add at least `title` and `owner`.',
    example: { files: { 'resources/x.md': 'Open the menu.' } },
  },
  no_owner: {
    means: 'Nobody answers for the guide.',
    mend: 'Add `owner:`, whoever reads it again when its review is due.',
    example: { files: { 'resources/x.md': '---\ntitle: Exporting\n---\n\nOpen the menu.' } },
  },
  not_its_form: {
    means: 'The text is not as its form has it; the message says what is expected.',
    mend: 'Change the text or `form`. The forms are in `rules/README.md`.',
    example: one('form: steps', '- Open the menu\n- Choose Export'),
  },
  reserved: {
    means: 'A comment that begins with `waypost:` is how Waypost finds its own posts.',
    mend: 'Take it out.',
    example: one('', 'Text <!-- waypost:1 -->'),
  },
  resource_overdue: {
    means:
      'Warning. `reviewed_on` plus `review_every` is over. Its offers are held until somebody has read it.',
    mend: 'Read it again and set `reviewed_on` to today.',
    example: one('reviewed_on: 2020-01-01\nreview_every: 30d'),
  },
  situation_not_told: {
    means: 'Warning. The guide has a wording for a mood, and no words in `site.yml` tell of that mood.',
    mend: 'List words under `situations`.',
    example: { files: { 'resources/x.md': guide(''), 'resources/x.praise.md': guide('') } },
  },
  stop_word_too_short: {
    means:
      'Warning. The first of the `stop_words` of a language is what members are told to answer with, and most forums refuse it: Discourse takes no answer below 20 characters.',
    mend: 'Put a longer one first; the short one may stay behind it.',
    example: { files: { 'site.yml': 'stop_words: { en: [enough] }' } },
  },
  superseded_twice: {
    means: 'Two guides take the place of the same one.',
    mend: 'Only one of them can; take the other `supersedes` out.',
    example: {
      files: { 'resources/x.md': guide('supersedes: old'), 'resources/y.md': guide('supersedes: old') },
    },
  },
  supersedes_circle: {
    means: 'Guides take each other’s place in a circle, so none of them is the newest.',
    mend: 'Take one `supersedes` out.',
    example: {
      files: { 'resources/x.md': guide('supersedes: y'), 'resources/y.md': guide('supersedes: x') },
    },
  },
  too_long: {
    means: 'The text has more characters than a forum shows of a guide.',
    mend: 'Let `more` lead to the rest.',
    example: one('', 'word '.repeat(900)),
  },
  too_long_for_form: {
    means: 'The text has more words than people read in its form.',
    mend: 'Shorten it, let `more` lead to the rest, or choose a form that fits.',
    example: one('', 'word '.repeat(130)),
  },
  unknown_slot: {
    means: 'There is no such slot.',
    mend: '`{{member}}` and `{{topic}}` are all there is.',
    example: one('', 'Hello {{name}}.'),
  },
  unused_resource: {
    means: 'Warning. No rule offers the guide.',
    mend: 'Write a rule, or take the guide out.',
    example: one(''),
  },
} as const satisfies Record<string, ProblemText>;
