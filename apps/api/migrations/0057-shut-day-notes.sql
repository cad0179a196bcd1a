-- notes of shut days
-- Forward only, and beside the running older version: add first, move data, remove in a later release.

-- What «其他» was, on a day the doors stayed shut.
alter table site_days add column shut_note text;
