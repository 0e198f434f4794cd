/**
 * When orders were paid, and refunds changed: what the accountant's month is found by, however many orders there are (R47). What is
 * asked for most is in the documents already: an index of them, and no column that would have to be kept the same.
 */
export const migration024 = `
CREATE INDEX order_documents_paid ON order_documents (document ->> '$.paidAt');
CREATE INDEX order_edits_refunds ON order_edits (path, order_id) WHERE path >= 'refunds' AND path < 'refundt';
`
