/** Addresses as they are typed. The backend judges each; what no address begins like is told beside the field at once. */
import * as m from "../paraglide/messages.js";

export function addressFault(text: string): string | null {
  const typed = text.trim();
  return typed === "" || /^https?:\/\/[^\s@]+\S*$/i.test(typed) ? null : m.ui_handin_address_fault();
}
