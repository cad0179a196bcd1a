import type { Right } from '@linggong/contract'
import type { RouteRecordRaw } from 'vue-router'
import type { IconName } from './components/icons.ts'

/** A line of the side navigation; shown to whom holds the right. */
export type MenuItem = { title: string; path: string; icon: IconName; right: Right }

/** Pages that belong together. Every page is loaded when somebody opens it. */
export type Area = { menu: MenuItem[]; routes: RouteRecordRaw[] }

declare module 'vue-router' {
  interface RouteMeta {
    /** Title of the window. */
    title?: string
    /** Who may open the page; any signed-in person or staff member unless told. */
    right?: Right
    /** Open to everybody. */
    open?: boolean
  }
}
