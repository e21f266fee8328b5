"""A bare Streamlit page with the parts that ours have: what axe finds in it is Streamlit's own."""

import plotly.graph_objects as go
import streamlit as st


def page() -> None:
    st.title("A bare page")
    st.segmented_control("View", ("One", "Two"), default="One", label_visibility="collapsed")
    with st.popover("Download"):
        st.text("nothing")
    st.plotly_chart(go.Figure(go.Scatter(x=[1, 2], y=[1, 2], mode="markers")), alt="A picture")
    st.dataframe({"a": [1, 2]}, on_select="rerun", selection_mode="single-row", key="table", alt="A table")
    st.table({"a": [1, 2]}, alt="Another table")
    st.selectbox("Name", ["a", "b"])


def other() -> None:
    st.title("Another page")


with st.sidebar:
    st.multiselect("Company", ["Alpha", "Beta"], default=["Alpha"], placeholder="All", label_visibility="collapsed")
    st.date_input("Since", value=None)
    st.toggle("Only")
    st.button("Reset", disabled=True)
st.navigation({"Bare": [st.Page(page, title="A bare page", default=True), st.Page(other, title="Another page")]}).run()
