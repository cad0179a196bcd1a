-- The public board knows which certificates an employer asks for beside those the law does: a list of work says what is in the way.
alter table posting_board add column qualifications text[] not null default '{}';
