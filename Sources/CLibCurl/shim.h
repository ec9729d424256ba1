#pragma once
#include <curl/curl.h>

// Only what Swift cannot import, and no state: libcurl sets options through functions that take
// any number of arguments of any type.

typedef size_t (*clibcurl_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode clibcurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode clibcurl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode clibcurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode clibcurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode clibcurl_set_callback(CURL *easy, CURLoption option, clibcurl_callback value) {
  return curl_easy_setopt(easy, option, value);
}
