/** Time as the code that waits is given it, so that tests need not wait. */
export type Clock = {
  now: () => Date;
  /** Runs after so many milliseconds, unless what it returns is called before. */
  after: (ms: number, run: () => void) => () => void;
};

export const CLOCK: Clock = {
  now: () => new Date(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
