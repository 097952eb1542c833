/** Whole numbers below what is asked for: the same ones for the same seed, so that a failure comes back (Park and Miller). */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 16_807) % 2_147_483_647) % below;
}
