"""What a walk hands over: the case summary, the mails, the evidence."""
