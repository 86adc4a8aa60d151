export class Console { constructor(page) { this.page = page; } }
