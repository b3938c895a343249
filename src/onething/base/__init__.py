"""What every room needs: ids, actors, errors, canonical bytes, working days, texts. Standard library only."""
