import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Whether there is a network, as the browser says it; `back` is called when it returns. */
export function useNetwork(back: () => void): Ref<boolean> {
  const online = ref(navigator.onLine)
  const went = (): void => {
    online.value = navigator.onLine
    if (online.value) back()
  }
  onMounted(() => {
    window.addEventListener('online', went)
    window.addEventListener('offline', went)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('online', went)
    window.removeEventListener('offline', went)
  })
  return online
}
