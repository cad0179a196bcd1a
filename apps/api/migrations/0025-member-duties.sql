-- A member may keep the employer's accounts and nothing else.
alter table employer_members drop constraint employer_members_role_check;
alter table employer_members add constraint employer_members_role_check
  check (role in ('owner', 'agent', 'accountant', 'foreman'));

-- Who holds this session, with the role in each employer, in the order of `employers`. A function of its own: the
-- version that runs beside this one still asks session_actor.
create function session_member(wanted bytea, moment timestamptz) returns table (
  id uuid, kind text, phone_index bytea, person_id uuid, staff_id uuid, seen_at timestamptz,
  expires_at timestamptz, phone_persons uuid[], roles text[], employers uuid[], posts jsonb,
  assisted_persons uuid[], assisted_employers uuid[], employer_roles text[]
) language sql stable security definer set search_path from current as $$
  select a.id, a.kind, a.phone_index, a.person_id, a.staff_id, a.seen_at, a.expires_at, a.phone_persons, a.roles,
    a.employers, a.posts, a.assisted_persons, a.assisted_employers,
    case when a.person_id is not null then array(
      select m.role from employer_members m
      where m.person_id = a.person_id and m.ended_at is null order by m.employer_id) end
  from session_actor(wanted, moment) a
$$;
revoke execute on function session_member(bytea, timestamptz) from public;
grant execute on function session_member(bytea, timestamptz) to {{app}};
