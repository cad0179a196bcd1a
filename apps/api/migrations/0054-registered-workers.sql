-- registered workers
-- How many people registered in a span, by county: a quarterly report counts them, and its officers may see none of them.
-- Forward only, and beside the running older version.

create function workers_registered(of_counties text[], begins timestamptz, ends timestamptz)
returns table (county text, n bigint) language sql stable security definer set search_path from current as $$
  select w.county, count(*) from workers w
  where w.county = any (of_counties) and w.created_at >= begins and w.created_at < ends
    and (current_setting('app.system', true) = 'on'
      or w.county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[]))
  group by w.county
$$;
revoke execute on function workers_registered(text[], timestamptz, timestamptz) from public;
grant execute on function workers_registered(text[], timestamptz, timestamptz) to {{app}};
