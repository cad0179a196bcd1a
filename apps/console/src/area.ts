import type { Right } from '@linggong/contract'
import type { Duty } from '@linggong/contract/identity/duties.ts'
import type { InjectionKey } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { IconName } from './components/icons.ts'

/** A line of the side navigation; shown to whom holds the right. */
export type MenuItem = {
  title: string
  path: string
  icon: IconName
  right: Right
  /** Shown to those members of the employer whose role allows it. */
  duty?: Duty
}

/** Pages that belong together. Every page is loaded when somebody opens it. */
export type Area = {
  menu: MenuItem[]
  routes: RouteRecordRaw[]
  /** Which page shows the rows of a list endpoint of the contract; its query goes into the page's address. */
  lists?: Readonly<Record<string, string>>
}

/** Which page shows the rows of which list endpoint, of all areas; provided by main.ts. */
export const listPages: InjectionKey<Readonly<Record<string, string>>> = Symbol('listPages')

declare module 'vue-router' {
  interface RouteMeta {
    /** Title of the window. */
    title?: string
    /** Who may open the page; any signed-in person or staff member unless told. */
    right?: Right
    /** Which members of the employer may open it; all unless told. */
    duty?: Duty
    /** Is about the employer chosen; without one the page says how to register. */
    employer?: boolean
    /** Open to everybody. */
    open?: boolean
    /** Opens without network where the device was prepared (src/offline). */
    offline?: boolean
  }
}
