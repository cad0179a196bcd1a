-- Money carried over to a later year (结转) leaves the appropriation it came from: promised or carried, never both. Rows that
-- were carried before are counted at their source.
alter table appropriations add column carried_out_fen bigint not null default 0;
update appropriations a set carried_out_fen = c.fen
from (select carried_from, sum(amount_fen) as fen from appropriations where carried_from is not null group by carried_from) c
where c.carried_from = a.id;
-- Named so that it is judged after appropriations_not_exceeded: what exceeds the whole amount is said first.
alter table appropriations add constraint appropriations_promised_or_carried
  check (carried_out_fen >= 0 and committed_fen + carried_out_fen <= amount_fen);

-- With the row itself, whoever inserts it: from the same county's money of an earlier year, and no more than is left there.
create function count_carried_over() returns trigger language plpgsql set search_path from current as $$
begin
  update appropriations set carried_out_fen = carried_out_fen + new.amount_fen, version = version + 1
  where id = new.carried_from and county = new.county and year < new.year;
  if not found then
    raise exception 'carried over from money of another county or no earlier year'
      using errcode = 'check_violation', constraint = 'appropriations_carried_from_own';
  end if;
  return new;
end $$;
create trigger appropriations_carried_over before insert on appropriations for each row
  when (new.carried_from is not null) execute function count_carried_over();
