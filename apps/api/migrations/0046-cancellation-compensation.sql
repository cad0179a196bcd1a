-- An employer that cancels shortly before the start owes the worker a part of the day's pay (policy
-- `cancellation.windows`); it is kept, funded and paid as a wage of its own part.
alter table wages drop constraint wages_part_check;
alter table wages add constraint wages_part_check check (part in ('whole', 'undisputed', 'settled', 'compensation'));
