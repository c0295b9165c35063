// Light or dark, for what is drawn by hand.
import { useEffect, useRef, useState } from './ui.js';

/** A colour of the style sheet by its name, such as --real: a canvas has to ask for its value. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Whether it is dark; what is drawn has to be drawn anew when that changes. */
export function useTheme() {
  const query = useRef(window.matchMedia('(prefers-color-scheme: dark)')).current;
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const changed = () => setDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return dark;
}
