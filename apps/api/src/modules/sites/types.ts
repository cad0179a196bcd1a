import type { Builder, BuilderKind, SiteKind, SiteState, Venue } from '@linggong/contract'

export type OpeningHours = Array<{ days: number[]; from: string; to: string }>

/** A site as the directory shows it, with the facts recognition and subsidies rest on. Areas in square metres. */
export type Site = {
  id: string
  kind: SiteKind
  name: string
  county: string
  town: string
  address: string
  /** Two sites with the same key stand at the same place, however the address is written. */
  addressKey: string
  lat: number
  lng: number
  phone: string
  hours: OpeningHours
  builder: Builder
  builderKind: BuilderKind | null
  builderName: string | null
  operatorId: string | null
  areaSquareMeters: number | null
  areaProofId: string | null
  venue: Venue | null
  hostKind: string | null
  hostName: string | null
  venueUntil: string | null
  understaffedReason: string | null
  openedOn: string
  closedOn: string | null
  reviewsPostings: boolean
  state: SiteState
}
