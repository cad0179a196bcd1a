-- What staff read of a whole county: their newest engagements, and what has been paid.
-- Row-level security is a sum of alternatives no index can serve; these reads name the county themselves.
create index engagements_county_recent on engagements (county, starts_at desc, id desc);
create index engagements_site_recent on engagements (site_id, starts_at desc, id desc) where site_id is not null;
create index wages_county_paid on wages (county, paid_at) include (worker_id, net_fen) where paid_at is not null;
