"""Fills rocrate-validator's HTTP cache with the JSON-LD contexts from a folder, so that `--offline` needs no network.

Usage: seed_rocrate_cache.py FOLDER_WITH_CONTEXTS CACHE
"""

import io
import pathlib
import sys

from requests.adapters import BaseAdapter, HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

folder, cache = pathlib.Path(sys.argv[1]), sys.argv[2]
contexts = {
    f"https://w3id.org/ro/crate/{v}/context": folder / f"ro-crate-{v}-context.jsonld" for v in ("1.1", "1.2", "1.3")
}


class FromFolder(BaseAdapter):
    """Answers with the file that stands for the address."""

    def send(self, request, **_):
        raw = HTTPResponse(
            body=io.BytesIO(contexts[request.url].read_bytes()),
            status=200,
            headers={"Content-Type": "application/ld+json"},
            preload_content=False,
            request_url=request.url,
            request_method="GET",
        )
        return HTTPAdapter().build_response(request, raw)

    def close(self):
        pass


session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1, allowable_codes=(200, 302, 404))
session.mount("https://w3id.org/", FromFolder())
for address in contexts:
    answer = session.get(address, headers={"Accept": "application/ld+json, application/json"})
    answer.raise_for_status()
