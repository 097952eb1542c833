/* The anchor of `cargo xtask bench start` and `idle`: a window with an empty page in the web view that the app draws
   with, ready when the page was painted, as the app's first screen is. */
#include <stdio.h>
#include <webkit2/webkit2.h>

static const char PAGE[] =
    "<!doctype html><title>empty</title><p>empty"
    "<script>requestAnimationFrame(() => requestAnimationFrame(() => (document.title = 'ready')))</script>";

static void titled(WebKitWebView *view, GParamSpec *property, gpointer data) {
  (void)property;
  (void)data;
  if (g_strcmp0(webkit_web_view_get_title(view), "ready") == 0) {
    puts("ready");
    fflush(stdout);
  }
}

int main(int argc, char **argv) {
  gtk_init(&argc, &argv);
  GtkWidget *window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = webkit_web_view_new();
  gtk_window_set_default_size(GTK_WINDOW(window), 1180, 800);
  g_signal_connect(view, "notify::title", G_CALLBACK(titled), NULL);
  g_signal_connect(window, "destroy", G_CALLBACK(gtk_main_quit), NULL);
  gtk_container_add(GTK_CONTAINER(window), view);
  gtk_widget_show_all(window);
  webkit_web_view_load_html(WEBKIT_WEB_VIEW(view), PAGE, NULL);
  gtk_main();
  return 0;
}
