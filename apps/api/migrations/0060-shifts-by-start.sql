-- shifts by start
-- Forward only, and beside the running older version: add first, move data, remove in a later release.
-- No schema is named. Every table has a primary key and row-level security; the application is {{app}}.

-- What was offered for the days gone by, read once a day by the dispatcher for the needs it expects.
create index shifts_start on shifts (starts_at);
