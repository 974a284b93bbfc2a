"""One address of every kind of page, on the data that come with the project."""

CITY = "/"
COUNTY = "/areas/410883/"
STREET = "/areas/410871061/"
VILLAGE = "/areas/410871061212/"
FIGURE = "/figures/002-001/"
ARTICLE = "/articles/002-a1/"

PAGES = {
    "city": CITY,
    "county": COUNTY,
    "street": STREET,
    "village": VILLAGE,
    "places": "/areas/",
    "branches": "/branches/",
    "figures": "/figures/",
    "figures, filtered": "/figures/?area=410883&nature=planned",
    "figure passport": FIGURE,
    "articles": "/articles/",
    "article": ARTICLE,
    "contradictions": "/contradictions/",
    "contradiction": "/contradictions/{first}/",
    "search": "/search/?q=文",
    "search without result": "/search/?q=zzzzzz",
    "about": "/about/",
    "rural scheme": "/schemes/2022/rural/",
    "urban scheme": "/schemes/2023/urban/",
    "not found": "/areas/999999/",
    "refused": "/figures/?page=9999",
    "sign in": "/sign-in/",
    "interface for programs": "/interface/",
}
