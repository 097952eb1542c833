/** The address that the window shows. */
import { href, parse, type Route, type ScreenName } from "../shared/route";

export class Router {
  route = $state.raw<Route>(parse(window.location.hash));

  constructor() {
    window.addEventListener("hashchange", () => {
      const route = parse(window.location.hash);
      if (route.screen === this.route.screen && route.focus === this.route.focus) return;
      // A field saves when it is left, and one that goes with its page is not left by itself.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      this.route = route;
    });
  }

  go(screen: ScreenName, focus: string | null = null): void {
    window.location.hash = href(screen, focus);
  }
}
