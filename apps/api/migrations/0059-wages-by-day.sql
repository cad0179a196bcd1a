-- wages by day
-- Forward only, and beside the running older version: add first, move data, remove in a later release.

-- What everybody has earned in the last weeks, read once a day by the dispatcher.
create index wages_by_day on wages (worked_on) include (worker_id, net_fen);
