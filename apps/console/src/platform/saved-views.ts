import { ref, type Ref } from 'vue'

export type SavedView = { name: string; query: Record<string, string> }

const prefix = 'lg.views.'

function isView(value: unknown): value is SavedView {
  return typeof value === 'object' && value !== null && 'name' in value && 'query' in value
}

function read(table: string): SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + table) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isView) : []
  } catch {
    // What an older page left cannot be read; saving again mends it.
    return []
  }
}

/** Views of one table somebody gave a name, kept on this machine. The same name again replaces the view. */
export function useSavedViews(table: string): {
  views: Ref<SavedView[]>
  save: (view: SavedView) => void
  drop: (name: string) => void
} {
  const views = ref(read(table))
  const keep = (list: SavedView[]): void => {
    views.value = list
    localStorage.setItem(prefix + table, JSON.stringify(list))
  }
  return {
    views,
    save: (view) => keep([...views.value.filter(({ name }) => name !== view.name), view]),
    drop: (name) => keep(views.value.filter((view) => view.name !== name)),
  }
}
