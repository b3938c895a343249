"""Room in the pages for rows that change in place, and forms kept whole: see docs/explanation/speed.md."""

from django.db import migrations

SET = """
ALTER TABLE cases_case SET (fillfactor = 50, toast_tuple_target = 8160);
ALTER TABLE cases_workitem SET (fillfactor = 60);
ALTER TABLE cases_formversion SET (toast_tuple_target = 8160);
"""
RESET = """
ALTER TABLE cases_case RESET (fillfactor, toast_tuple_target);
ALTER TABLE cases_workitem RESET (fillfactor);
ALTER TABLE cases_formversion RESET (toast_tuple_target);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_tables")]

    operations = [migrations.RunSQL(SET, RESET)]
