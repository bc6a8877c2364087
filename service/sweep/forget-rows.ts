import { type Retention, keptDays } from '../privacy/retention.ts';
import type { Forgetting } from '../storage/forgetting.ts';

const batch = 1_000;

/** Forgets what is old enough: rows that nothing asks for again, and the details of decisions and offers. */
export async function forgetRows(
  deps: { forgetting: Forgetting },
  kept: Pick<Retention, 'decisionDays'>,
  signal: AbortSignal,
): Promise<void> {
  const { forgetting } = deps;
  for (const forgetSome of [
    () => forgetting.unwantedWebhooks(keptDays.unwanted, batch),
    () => forgetting.checkNumbers(keptDays.checkNumbers, batch),
    () => forgetting.signals(keptDays.signals, batch),
    () => forgetting.openTopics(keptDays.openTopics, batch),
    () => forgetting.alerts(keptDays.alerts, batch),
    () => forgetting.signIns(keptDays.signIns, batch),
    () => forgetting.endedSessions(batch),
    () => forgetting.decisionDetails(kept.decisionDays, batch),
    () => forgetting.offerWords(kept.decisionDays, batch),
    () => forgetting.erasedMarkers(batch),
  ]) {
    let forgotten = batch;
    while (forgotten >= batch && !signal.aborted) forgotten = await forgetSome();
  }
  await forgetting.momentsOfErasing();
}
