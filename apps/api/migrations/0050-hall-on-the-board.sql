-- How the hall goes: since when a shift has stood there without a break, how often somebody opened it, how many places were taken
-- out of it. Counts only, of nobody by name.
alter table hall_places
  add column since timestamptz,
  add column looks int not null default 0 check (looks >= 0),
  add column taken int not null default 0 check (taken >= 0);
update hall_places set since = at;
alter table hall_places alter column since set not null;
