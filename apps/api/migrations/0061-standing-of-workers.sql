-- standing of workers
-- Forward only, and beside the running older version: add first, move data, remove in a later release.

-- What became of a worker's objection to the points of an engagement; null: nobody has objected.
alter table engagements add column standing_review text
  check (standing_review in ('open', 'lifted', 'kept'));

-- Points lost and shifts come to within the days that count, of everybody: read once a day by the dispatcher. Of named
-- people `engagements_worker` serves.
create index engagements_standing on engagements (starts_at)
  where standing_points > 0 or state in ('worked', 'disputed', 'confirmed', 'paid');
