"""Items, elements and documents as a workbook, and back."""
