-- Checks stay as they were made, but the place in them can be brought under a new key (the text inside is the same).
create function refuse_change_but_place() returns trigger language plpgsql set search_path from current as $$
begin
  if tg_op = 'UPDATE' and new.place_enc is not null and old.place_enc is not null
    and to_jsonb(new) - 'place_enc' = to_jsonb(old) - 'place_enc' then
    return new;
  end if;
  raise exception 'rows of % are never changed', tg_table_name using errcode = '23514';
end $$;
drop trigger checks_fixed on checks;
create trigger checks_fixed before update or delete on checks
  for each row execute function refuse_change_but_place();
grant update (place_enc) on checks to {{app}};
