/** Who belongs together: an employer's own people, and crews. Ids throughout. */
export class Ties {
  readonly #rosters = new Map<string, Set<string>>()
  readonly #favourites = new Map<string, Set<string>>()
  #crews = new Map<string, Set<string>>()
  #crewsOf = new Map<string, string[]>()

  putRosters(employerIds: readonly string[], rows: ReadonlyArray<{ employerId: string; workerId: string }>): void {
    for (const id of employerIds) this.#rosters.set(id, new Set())
    for (const { employerId, workerId } of rows) this.#rosters.get(employerId)?.add(workerId)
  }

  putFavourites(employerIds: readonly string[], rows: ReadonlyArray<{ employerId: string; workerId: string }>): void {
    for (const id of employerIds) this.#favourites.set(id, new Set())
    for (const { employerId, workerId } of rows) this.#favourites.get(employerId)?.add(workerId)
  }

  isFavourite(employerId: string, personId: string): boolean {
    return this.#favourites.get(employerId)?.has(personId) ?? false
  }

  /** All crews there are now. */
  putCrews(rows: ReadonlyArray<{ crewId: string; personId: string }>): void {
    this.#crews = new Map()
    this.#crewsOf = new Map()
    for (const { crewId, personId } of rows) {
      this.#crews.set(crewId, (this.#crews.get(crewId) ?? new Set()).add(personId))
      this.#crewsOf.set(personId, [...(this.#crewsOf.get(personId) ?? []), crewId])
    }
  }

  /** Whom the employer wants again, where it has said so; else whoever has worked there. */
  rosterOf(employerId: string): ReadonlySet<string> {
    const favourites = this.#favourites.get(employerId)
    if (favourites && favourites.size > 0) return favourites
    return this.#rosters.get(employerId) ?? nobody
  }

  /** Those who want to work with this person. */
  matesOf(personId: string): ReadonlySet<string> {
    const crews = this.#crewsOf.get(personId)
    if (!crews) return nobody
    const mates = new Set<string>()
    for (const crew of crews) for (const mate of this.#crews.get(crew) ?? []) mates.add(mate)
    mates.delete(personId)
    return mates
  }
}

const nobody: ReadonlySet<string> = new Set()
