-- A dispute may end with a sum instead of hours: that is then the wage of the engagement (附1-16).
alter table timesheets add column agreed_amount_fen bigint check (agreed_amount_fen >= 0);
