/**
 * Whom a request may see: the second wall is row-level security, which compares columns with these
 * lists. An empty scope sees no protected row.
 */
export type Scope = {
  /** The platform's own work: handlers, deadlines, sealing. Never given to a request. */
  system?: boolean
  persons?: readonly string[]
  employers?: readonly string[]
  counties?: readonly string[]
  sites?: readonly string[]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const code = /^[0-9]{6,12}$/

function list(values: readonly string[] | undefined, shape: RegExp, what: string): string {
  for (const value of values ?? []) {
    if (!shape.test(value)) throw new Error(`scope ${what}: not a valid id`)
  }
  return `{${(values ?? []).join(',')}}`
}

/**
 * `set local` takes no parameters, so values are checked against their shape and written as literals.
 * Settings local to the transaction cannot leak to the next user of the connection.
 */
export function scopeStatements(scope: Scope): string {
  return [
    `set local app.system = '${scope.system ? 'on' : 'off'}'`,
    `set local app.persons = '${list(scope.persons, uuid, 'persons')}'`,
    `set local app.employers = '${list(scope.employers, uuid, 'employers')}'`,
    `set local app.counties = '${list(scope.counties, code, 'counties')}'`,
    `set local app.sites = '${list(scope.sites, uuid, 'sites')}'`,
  ].join('; ')
}

/** Both scopes together. */
export function mergeScopes(a: Scope, b: Scope): Scope {
  return {
    system: a.system === true || b.system === true,
    persons: [...new Set([...(a.persons ?? []), ...(b.persons ?? [])])],
    employers: [...new Set([...(a.employers ?? []), ...(b.employers ?? [])])],
    counties: [...new Set([...(a.counties ?? []), ...(b.counties ?? [])])],
    sites: [...new Set([...(a.sites ?? []), ...(b.sites ?? [])])],
  }
}
