/** What makes the result of a completeness check doubtful (R17). */
export const migration013 = `
-- JSON: entries of the log (main/words/run.ts, LogNotice).
ALTER TABLE comparisons ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]';
`
