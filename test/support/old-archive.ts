import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openArchive } from '../../main/store/archive.ts'

/** Makes the archive of a profile, new where there is none, one of version 10. */
export function makeArchiveOld(profile: string): string {
  const file = join(profile, 'archive.sqlite')
  openArchive(file).close()
  const db = new Database(file)
  db.exec(`
    PRAGMA foreign_keys = OFF;
    DROP INDEX orders_paid;
    ALTER TABLE orders DROP COLUMN paid_at;
    DROP TRIGGER orders_unshared;
    DROP TABLE unshared_orders;
    DROP TABLE overruled;
    DROP TABLE shop_aliases;
    DROP TABLE waiting_facts;
    DROP TABLE applying;
    DROP TABLE outbox;
    DROP TABLE left_archive;
    DROP TABLE desk;
    DROP INDEX runs_shared;
    ALTER TABLE runs DROP COLUMN shared_run;
    ALTER TABLE runs DROP COLUMN shared_shop;
    ALTER TABLE runs DROP COLUMN desk;
    DROP INDEX order_edits_uuid;
    ALTER TABLE order_edits DROP COLUMN uuid;
    ALTER TABLE order_edits DROP COLUMN desk;
    ALTER TABLE order_edits DROP COLUMN seq;
    ALTER TABLE order_edits DROP COLUMN undone_desk;
    ALTER TABLE order_edits DROP COLUMN undone_seq;
    ALTER TABLE shops DROP COLUMN added_by;
    ALTER TABLE shops DROP COLUMN added_seq;
    DROP TABLE desk_names;
    ALTER TABLE runs DROP COLUMN times;
    DROP TABLE rereads;
    CREATE TABLE rereads (id INTEGER PRIMARY KEY, at TEXT NOT NULL, undone_at TEXT) STRICT;
    DROP TABLE state_names;
    ALTER TABLE shops DROP COLUMN known_shops;
    ALTER TABLE comparisons DROP COLUMN doubts;
    DROP TABLE easyfatt_numbers;
    DROP INDEX order_edits_placed;
    DROP INDEX order_edits_refunds;
    DROP TABLE office_settings;
    DROP TABLE refund_register;
    DROP INDEX order_refunds_at;
    DROP TABLE invoices;
    DROP TABLE order_checks;
    DROP TABLE check_facts;
    ALTER TABLE wrong_orders DROP COLUMN known;
    DROP INDEX orders_left_out;
    DROP INDEX orders_checks;
    DROP TRIGGER orders_annotations_removed;
    DROP TABLE removed_annotations;
    DROP TABLE annotation_facts;
    DROP INDEX orders_annotated;
    ALTER TABLE orders DROP COLUMN own_note;
    ALTER TABLE orders DROP COLUMN tags;
    DROP TABLE work_facts;
    DROP INDEX orders_open;
    ALTER TABLE orders DROP COLUMN site_state;
    ALTER TABLE orders DROP COLUMN state_group;
    ALTER TABLE orders DROP COLUMN site_state_edit;
    ALTER TABLE orders DROP COLUMN site_state_seq;
    ALTER TABLE orders DROP COLUMN left_out;
    ALTER TABLE orders DROP COLUMN checks;
    ALTER TABLE orders DROP COLUMN work;
    ALTER TABLE orders DROP COLUMN waiting_until;
    ALTER TABLE orders DROP COLUMN unseen;
    DROP INDEX shops_uuid;
    ALTER TABLE shops DROP COLUMN uuid;
    DROP TRIGGER orders_handed_over;
    DROP TABLE handover_removed;
    DROP TABLE handover_again;
    DROP TABLE handover_orders;
    DROP TABLE handovers;
    DROP INDEX orders_methods;
    DROP INDEX orders_downloaded;
    ALTER TABLE orders DROP COLUMN payment_method;
    ALTER TABLE orders DROP COLUMN shipping_method;
    ALTER TABLE orders DROP COLUMN country;
    PRAGMA user_version = 10;
  `)
  db.close()
  return file
}
