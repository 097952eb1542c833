/* The anchor of `cargo xtask bench start`: a window with an empty page in the web view that the app draws with. */
#include <stdio.h>
#include <webkit2/webkit2.h>

static void loaded(WebKitWebView *view, WebKitLoadEvent event, gpointer data) {
  (void)view;
  (void)data;
  if (event == WEBKIT_LOAD_FINISHED) {
    puts("ready");
    fflush(stdout);
  }
}

int main(int argc, char **argv) {
  gtk_init(&argc, &argv);
  GtkWidget *window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = webkit_web_view_new();
  gtk_window_set_default_size(GTK_WINDOW(window), 1180, 800);
  g_signal_connect(view, "load-changed", G_CALLBACK(loaded), NULL);
  g_signal_connect(window, "destroy", G_CALLBACK(gtk_main_quit), NULL);
  gtk_container_add(GTK_CONTAINER(window), view);
  gtk_widget_show_all(window);
  webkit_web_view_load_html(WEBKIT_WEB_VIEW(view), "<!doctype html><title>empty</title><p>empty", NULL);
  gtk_main();
  return 0;
}
