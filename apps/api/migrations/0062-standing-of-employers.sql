-- standing of employers
-- Forward only, and beside the running older version: add first, move data, remove in a later release.

-- What employers have lost points by: few rows, read whenever somebody opens a job.
create index engagements_cancelled_late on engagements (employer_id, starts_at)
  where standing_points > 0 and state = 'cancelled' and ended_by = 'employer';
