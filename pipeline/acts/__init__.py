"""What a délibération is made of: bounds, zones, date, number, vote, visas, receipt, collectivité."""
