import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crashPoints } from '../../service/model/crash-point.ts';
import { type PointStage, dieAt, openPointStage } from './run-crash-points.ts';

describe('a process that dies', () => {
  let points: PointStage;
  beforeAll(async () => {
    points = await openPointStage();
  }, 60_000);
  afterAll(async () => {
    await points?.[Symbol.asyncDispose]();
  });

  it.each(crashPoints.map((point, index) => [point, index] as const))(
    'at %s loses nothing, doubles nothing and stays under every cap',
    { timeout: 60_000 },
    async (point, index) => {
      expect(await dieAt(points, point, index)).toEqual([]);
    },
  );
});
