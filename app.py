"""The dashboard's entry: page configuration, navigation over PAGES, the filter bar, the page."""

import streamlit as st

from ci.pages import PAGES, faults, filter_bar, links

st.set_page_config(page_title="Apoptoscope", page_icon=":material/biotech:", layout="wide")

pages = {
    page.path: st.Page(page.show, title=page.title, icon=page.icon, url_path=page.path, default=i == 0, help=page.help)
    for i, page in enumerate(PAGES)
}
links.remember(pages)
chosen = st.navigation({"Apoptoscope": list(pages.values())})
with faults.as_sentences():
    filter_bar.draw(next(page for page in PAGES if page.title == chosen.title))
    chosen.run()
