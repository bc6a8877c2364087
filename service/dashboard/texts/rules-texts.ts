import type { Rung } from '../../model/decision.ts';

type Count = (count: number) => string;
type About = (name: string) => string;

export interface RulesTexts {
  title: string;
  question: string;
  answer: (numbers: {
    rules: number;
    live: number;
    shadow: number;
    other: number;
    liveWithoutPlugin: number;
  }) => string;
  rejected: string;
  rejectedMeans: Count;
  rejectedCheck: string;
  none: string;
  noneNext: string;
  version: string;
  activeSince: string;
  rung: string;
  goal: string;
  considered: string;
  offered: string;
  sent: string;
  held: string;
  helped: string;
  notHelped: string;
  week: string;
  noLonger: string;
  move: string;
  moveTo: About;
  fileAllows: About;
  moveHint: Record<Rung, string>;
  nothingYet: string;
  lineConsidered: Count;
  lineSent: Count;
  lineHeld: Count;
  needsPlugin: string;
  needsPluginMeans: string;
  find: string;
  findHint: string;
  findNow: string;
  order: string;
  orders: Record<'name' | 'active', string>;
  notFound: About;
  showAll: string;
  noFolder: string;
  countRules: Count;
  file: string;
  owner: string;
  resource: string;
  lastDecided: string;
}
