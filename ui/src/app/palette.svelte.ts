/** Whether the palette is open: keys, menu and buttons open it from anywhere. */
export const palette = $state({ open: false });
