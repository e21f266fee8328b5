"""The dashboard's entry: page configuration, navigation over PAGES, the filter bar, the page."""

import streamlit as st

from ci.pages import ICON, PAGES, asking, faults, filter_bar, links

st.set_page_config(page_title="Apoptoscope", page_icon=ICON, layout="wide")

first = PAGES[
    0
]  # streamlit serves the page that opens at the root alone; its own path gets a page that is not in the menu
root = st.Page(first.show, title=first.title, icon=first.icon, url_path="start", default=True, help=first.help)
named = st.Page(lambda: first.show(), title=first.title, url_path=first.path, visibility="hidden")
others = {p.path: st.Page(p.show, title=p.title, icon=p.icon, url_path=p.path, help=p.help) for p in PAGES[1:]}
links.remember({first.path: root, **others})
chosen = st.navigation({"Apoptoscope": [root, *others.values(), named]})
with faults.as_sentences():
    asking.begin_run()
    filter_bar.draw(next(page for page in PAGES if page.title == chosen.title))
    chosen.run()
