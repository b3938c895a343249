"""The applicant's pages: server-rendered, whole without JavaScript."""
