-- 0034-board-badges.sql: The public board says whether the employer's verification holds and whether insurance is named.
alter table posting_board
  add column employer_verified boolean not null default true,
  add column insured boolean not null default false;
update posting_board b set employer_verified = (e.state = 'verified') from employers e where e.id = b.employer_id;
update posting_board b set insured = (p.terms ->> 'insurance' is not null) from postings p where p.id = b.posting_id;
