-- asking hours
-- Forward only, and beside the running older version: add first, move data, remove in a later release.
-- No schema is named. Every table has a primary key and row-level security; the application is {{app}}.

-- Minutes of the day from which and until which a worker has said it may be asked for work; null: nothing said.
alter table workers
  add column ask_from smallint check (ask_from between 0 and 1439),
  add column ask_until smallint check (ask_until between 1 and 1440),
  add constraint workers_ask_span check (ask_until > ask_from);
