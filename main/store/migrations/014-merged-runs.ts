/** Old runs that brought nothing become one row (main/store/merge-runs.ts). */
export const migration014 = `
-- How many runs of its day the row stands for; its counters are their sums.
ALTER TABLE runs ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
`
