"""Files that hold many documents: tables whose rows are documents, exports of press databases."""
